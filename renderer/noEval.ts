import * as z from 'zod/mini';

/** Before any schema is made: the content security policy forbids eval, and zod's probe for it would be reported as a violation. */
z.config({ jitless: true });
