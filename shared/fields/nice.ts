import { defineField } from './field.ts';

export const nice = defineField({
  id: 'nice',
  kind: 'number',
  unit: null,
  header: { en: 'Nice', zh: 'Nice' },
  help: {
    en: 'Niceness from -20 (favoured) to 19. It counts only for the policies OTHER and BATCH.',
    zh: '友好值，从 -20（优先）到 19，只对 OTHER 与 BATCH 调度策略有效。',
  },
  width: 60,
  sources: { linux: { from: 'stat', field: 19 }, portable: null },
});
