import { actionSuite } from '../actionSuite.ts';
import { openInBrowser } from './browserShell.ts';

actionSuite('a browser', () => openInBrowser());
