import { PanelBottom, PanelRight, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { kill } from '../commands/kill.ts';
import { resume } from '../commands/resume.ts';
import { suspend } from '../commands/suspend.ts';
import { terminate } from '../commands/terminate.ts';
import { CommandButton } from '../panels/CommandButton.tsx';
import { DETAIL_TABS, type DetailTab } from '../../shared/settings/details.ts';
import { useDetails, useHasEnded, useStores } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { useWords } from '../words/language.tsx';
import { EndedNote } from './EndedNote.tsx';
import { EnvironmentTab } from './EnvironmentTab.tsx';
import { ExplanationCard } from './ExplanationCard.tsx';
import { Facts } from './Facts.tsx';
import { LimitsTab } from './LimitsTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { Resizer } from './Resizer.tsx';
import { SchedulingTab } from './SchedulingTab.tsx';
import { SignalsTab } from './SignalsTab.tsx';
import type { TabProps } from './tabProps.ts';
import { ThreadsTab } from './ThreadsTab.tsx';

/** One process, in parts: only the part that is shown reads anything. */
export function Details({ row, fields }: TabProps): ReactNode {
  const hasEnded = useHasEnded(row.key);
  const tab = useDetails((state) => state.tab);
  const place = useDetails((state) => state.place);
  const { view, details } = useStores();
  const words = useWords().details;
  const otherPlace = place === 'right' ? 'below' : 'right';
  const PlaceIcon = place === 'right' ? PanelBottom : PanelRight;
  return (
    <aside className={`details parted${hasEnded ? ' ended' : ''}`} aria-label={words.label}>
      <Resizer />
      <div className="details-head">
        <h2>
          <SafeName name={row.values.comm} /> <span className="dim">{row.id.pid}</span>
        </h2>
        <div className="actions">
          <CommandButton command={terminate} />
          <CommandButton command={kill} />
          <CommandButton command={row.values.state === 'T' ? resume : suspend} />
        </div>
        <button type="button" className="icon-button place" aria-label={words.putAt[otherPlace]} onClick={() => details.putAt(otherPlace)}>
          <PlaceIcon size={15} aria-hidden="true" />
        </button>
        <button type="button" className="icon-button" aria-label={words.close} onClick={() => view.select(null)}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      {hasEnded && <EndedNote key={row.key} />}
      <Tabs.Root className="details-tabs" value={tab} onValueChange={(value) => details.showTab(value as DetailTab)}>
        <Tabs.List className="tabs" aria-label={words.tabsLabel}>
          {DETAIL_TABS.map((id) => (
            <Tabs.Trigger key={id} value={id}>
              {words.tabs[id]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {/* Of another process nothing is left in it: neither what was revealed nor where it was scrolled to. */}
        <Tabs.Content key={`${tab} ${row.key}`} value={tab} className={`details-part part-${tab}`}>
          <Part tab={tab} row={row} fields={fields} />
        </Tabs.Content>
      </Tabs.Root>
    </aside>
  );
}

function Part({ tab, row, fields }: TabProps & { readonly tab: DetailTab }): ReactNode {
  const words = useWords().details;
  switch (tab) {
    case 'overview':
      return <OverviewTab row={row} fields={fields} />;
    case 'explain':
      return <ExplanationCard row={row} />;
    case 'threads':
      return <ThreadsTab row={row} />;
    case 'signals':
      return <SignalsTab row={row} />;
    case 'environment':
      return <EnvironmentTab row={row} />;
    case 'limits':
      return <LimitsTab row={row} />;
    case 'memory':
      return <Facts row={row} fields={fields} tab="memory" title={words.memory} />;
    case 'io':
      return <Facts row={row} fields={fields} tab="io" title={words.io} />;
    case 'scheduling':
      return <SchedulingTab row={row} fields={fields} />;
    default:
      return tab satisfies never;
  }
}
