import type { QueryFault } from '../query/query.ts';
import { visibleText } from '../process/visibleText.ts';
import type { Language, Text } from './text.ts';

/** What is wrong with a query, in a sentence or two that say what to do. */
export function describeQueryFault({ fault, what, hint }: QueryFault, language: Language): string {
  const shown = visibleText(what);
  const text = (): Text => {
    switch (fault) {
      case 'unknown-field':
        return hint === null
          ? { en: `There is no field “${shown}”. To search for this text, put it in quotes.`, zh: `没有字段“${shown}”。要搜索这段文字，请加引号。` }
          : {
              en: `There is no field “${shown}”; is it “${hint}”? To search for this text, put it in quotes.`,
              zh: `没有字段“${shown}”，是否为“${hint}”？要搜索这段文字，请加引号。`,
            };
      case 'missing-value':
        return { en: `A value is missing after “${shown}”.`, zh: `“${shown}”后面缺少值。` };
      case 'bad-number':
        return { en: `“${shown}” is not a value of this field; write it like ${hint ?? '3'}.`, zh: `“${shown}”不是该字段的值，写法如 ${hint ?? '3'}。` };
      case 'bad-pattern':
        return hint === null
          ? { en: `“${shown}” is no regular expression.`, zh: `“${shown}”不是正则表达式。` }
          : { en: `Behind the last slash only ${hint} may stand (no regard to case).`, zh: `最后一个斜杠之后只能是 ${hint}（不区分大小写）。` };
      case 'bad-flag':
        return { en: `“${shown}” is neither yes nor no.`, zh: `“${shown}”既不是 yes 也不是 no。` };
      case 'no-order':
        return { en: `This field has no order for “${shown}”; use : or ~ instead.`, zh: `该字段不能用“${shown}”比较大小，请改用 : 或 ~。` };
      case 'unclosed-quote':
        return { en: 'A closing quote " is missing.', zh: '缺少右引号 "。' };
      case 'unclosed-pattern':
        return { en: 'A closing slash / is missing.', zh: '缺少结尾的斜杠 /。' };
      case 'unclosed-parenthesis':
        return { en: 'This parenthesis is not closed.', zh: '这个括号没有闭合。' };
      case 'unexpected-parenthesis':
        return { en: 'This parenthesis closes nothing. To search for it, put it in quotes.', zh: '这个括号没有对应的左括号。要搜索它，请加引号。' };
      case 'missing-operand':
        return {
          en: 'Something is missing here: and, or and not stand between or before conditions.',
          zh: '这里缺少条件：and、or、not 要放在条件之间或之前。',
        };
      case 'too-long':
        return { en: 'This query is too long.', zh: '查询过长。' };
      case 'too-deep':
        return { en: 'This query is nested too deeply.', zh: '查询嵌套过深。' };
      default:
        return fault satisfies never;
    }
  };
  return text()[language];
}
