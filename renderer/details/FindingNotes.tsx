import type { ReactNode } from 'react';
import { formatNumber } from '../../shared/fields/format.ts';
import type { Finding, Remedy } from '../../shared/process/diagnosis/finding.ts';
import { keyOf } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { useFindings, useProcesses, useStores } from '../state/stores.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';

/** What was found about a process. */
export function useFindingsAbout(row: Row): readonly Finding[] {
  const findings = useFindings((state) => state.findings);
  return findings.filter(({ process, selects }) => [process, ...selects].some((id) => keyOf(id) === row.key));
}

/** Findings with their reason, and each remedy as an action that is planned first. */
export function FindingNotes({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  return findings.map((finding) => <Note key={finding.id} finding={finding} />);
}

function Note({ finding: { severity, title, since, explanation, facts, remedies } }: { readonly finding: Finding }): ReactNode {
  const words = useWords().findings;
  const language = useLanguage();
  const say = useText();
  return (
    <section className="finding" data-severity={severity}>
      <h3>{say(title)}</h3>
      <p className="dim">{since === null ? words.sinceBefore : words.since(formatNumber({ unit: 'epochMs' }, since, language))}</p>
      {explanation.map((sentence) => (
        <p key={sentence.en}>{say(sentence)}</p>
      ))}
      {facts.map(({ label, value }) => (
        <p key={label.en} className="dim">
          {words.fact(say(label), say(value))}
        </p>
      ))}
      {remedies.map((remedy) => (
        <RemedyStep key={remedy.text.en} remedy={remedy} />
      ))}
    </section>
  );
}

function RemedyStep({ remedy }: { readonly remedy: Remedy }): ReactNode {
  const { actions } = useStores();
  const target = useProcesses(({ rows }) => (remedy.kind === 'signal' ? (rows.get(keyOf(remedy.target)) ?? null) : null));
  const say = useText();
  if (remedy.kind === 'advice') return <p>{say(remedy.text)}</p>;
  return (
    <button
      type="button"
      className="button"
      disabled={target === null}
      onClick={() => {
        if (target !== null) actions.open({ deed: { kind: 'signal', signal: remedy.signal }, scope: 'process', chosen: [target] });
      }}
    >
      {say(remedy.text)}
    </button>
  );
}
