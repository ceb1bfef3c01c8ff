import { actionSuite } from '../actionSuite.ts';
import { openInElectron } from './electronShell.ts';

actionSuite('Electron', () => openInElectron());
