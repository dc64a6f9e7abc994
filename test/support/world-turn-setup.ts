import { inject } from 'vitest';
import { enterWorld } from './client.ts';
import { takeTurn } from './turns.ts';

enterWorld(await takeTurn(inject('worldTurns')));
