import './noEval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../shared/words/text.ts';
import { App } from './App.tsx';
import { openPort } from './ports/openPort.ts';
import { storageIn } from './state/kept.ts';
import { createStores, StoresProvider } from './state/stores.tsx';

const wantsStillness = matchMedia('(prefers-reduced-motion: reduce)').matches;

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <StoresProvider
      stores={createStores(openPort, languageOf(navigator.language), {
        wantsStillness,
        storage: storageIn(window, 'sessionStorage'),
        keeper: storageIn(window, 'localStorage'),
      })}
    >
      <App />
    </StoresProvider>
  </StrictMode>,
);
