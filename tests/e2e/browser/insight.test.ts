import { insightSuite } from '../insightSuite.ts';
import { openInBrowser } from './browserShell.ts';

insightSuite('a browser', () => openInBrowser());
