import type { ReactNode } from 'react';
import { type Finding, SEVERITIES } from '../../shared/process/diagnosis/finding.ts';
import { keyOf } from '../../shared/process/identity.ts';
import { formatCount } from '../../shared/fields/format.ts';
import { useFindings, useStores } from '../state/stores.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';

/** As many as the card has lines for; the rest is scrolled to. */
export function FindingsCard(): ReactNode {
  const findings = useFindings((state) => state.findings);
  const words = useWords().findings;
  const language = useLanguage();
  return (
    <section className="card findings" aria-label={words.title}>
      <h2>
        {words.title}{' '}
        {SEVERITIES.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
          .filter(([, count]) => count > 0)
          .map(([severity, count]) => (
            <b key={severity} className="count" data-severity={severity} aria-label={words.counted[severity](formatCount(count, language))}>
              {formatCount(count, language)}
            </b>
          ))}
      </h2>
      {findings.length === 0 ? (
        <p className="dim">{words.none}</p>
      ) : (
        <ul className="findings-list" tabIndex={0} aria-label={words.list}>
          {findings.map((finding) => (
            <Line key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** A finding goes to the process that it is about, whose details say more. */
function Line({ finding: { severity, process, selects, title } }: { readonly finding: Finding }): ReactNode {
  const { view, processes } = useStores();
  const words = useWords().findings;
  const say = useText();
  return (
    <li data-severity={severity}>
      <button
        type="button"
        data-tip="text"
        data-reason={`${words.severities[severity]}: ${say(title)}`}
        onClick={() => {
          const { rows } = processes.getState();
          const row = rows.get(keyOf(process));
          if (row !== undefined) view.select(row);
          view.clearMarks();
          // What is about several is marked, to be seen, and acted on, together; zombies are not: it is about their parent.
          if (selects.length > 1 && selects.some((id) => keyOf(id) === keyOf(process))) view.mark(selects.flatMap((id) => rows.get(keyOf(id)) ?? []));
        }}
      >
        {say(title)}
      </button>
    </li>
  );
}
