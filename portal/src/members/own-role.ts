import { createContext } from 'react';
import type { Role } from './roles.ts';

/** The role of the person in the organization of the page; null: no role counts there. */
export const OwnRole = createContext<Role | null>(null);
