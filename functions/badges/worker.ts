import { drawOne } from '../../shared/pictures/picture-worker.ts';

drawOne(process);
