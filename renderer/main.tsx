import './noEval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../shared/words/text.ts';
import { App } from './App.tsx';
import { openPort } from './ports/openPort.ts';
import { storageIn } from './state/kept.ts';
import { createStores, StoresProvider } from './state/stores.tsx';

const stillness = matchMedia('(prefers-reduced-motion: reduce)');

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <StoresProvider
      stores={createStores(openPort, languageOf(navigator.language), {
        stillness,
        storage: storageIn(window),
      })}
    >
      <App />
    </StoresProvider>
  </StrictMode>,
);
