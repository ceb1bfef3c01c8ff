/** The languages of the interface. Every text exists in each of them, or it does not compile. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language. */
export type Text = Readonly<Record<Language, string>>;

/** The language that fits a BCP 47 tag best (`zh-CN` → `zh`); English where none does. */
export function languageOf(tag: string): Language {
  const prefix = tag.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === prefix) ?? 'en';
}
