import { runBeforeReady } from './beforeReady.ts';

runBeforeReady();
