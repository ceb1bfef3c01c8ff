import { formatNumber } from '../../shared/fields/format.ts';
import type { Expectation, SignalOutcome } from '../../shared/process/killPlan.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import type { Result } from '../../shared/transport/contract.ts';
import { NOT_AUTHORIZED_WORDS } from '../../shared/words/actionWords.ts';
import type { Language } from '../../shared/words/text.ts';
import type { Words } from '../words/en.ts';

/** What will happen to a target, as a sentence. */
export function describeExpectation(expectation: Expectation, words: Words): string {
  return expectation.kind === 'refused' ? words.expectation.refused(words.refusal[expectation.reason]) : words.expectation[expectation.kind];
}

/** How it ended, as a sentence. */
export function describeOutcome(outcome: SignalOutcome, words: Words, language: Language): string {
  const span = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : formatNumber({ unit: 'ms' }, ms, language));
  switch (outcome.kind) {
    case 'exited':
      return words.outcomes.exited(span(outcome.afterMs));
    case 'running':
      return words.outcomes.running(span(outcome.afterMs));
    case 'refused':
      return words.outcomes.refused(words.refusal[outcome.reason]);
    case 'denied':
      return outcome.owner === null ? words.outcomes.deniedUnknown : words.outcomes.denied(visibleName(outcome.owner));
    case 'not-authorized':
      return NOT_AUTHORIZED_WORDS[outcome.reason][language];
    case 'failed':
      return words.outcomes.failed(outcome.code);
    case 'pending':
    case 'sent':
    case 'gone':
    case 'reused':
      return words.outcomes[outcome.kind];
    default:
      return outcome satisfies never;
  }
}

/** The same where the answer may be missing: then it is not known whether anything was sent, unless the request was turned down. */
export function describeResult(result: Result<SignalOutcome>, words: Words, language: Language): string {
  if (result.ok) return describeOutcome(result.value, words, language);
  const { code, message } = result.error;
  return code === 'bad-request' || code === 'unavailable' || code === 'unknown-request' ? words.dialog.failed(message) : words.dialog.unknownOutcome(message);
}
