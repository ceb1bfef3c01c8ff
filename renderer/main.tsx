import './noEval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../shared/words/text.ts';
import { App } from './App.tsx';
import { openPort } from './ports/openPort.ts';
import { createStores, StoresProvider } from './state/stores.tsx';
import { LanguageProvider } from './words/language.tsx';

const language = languageOf(navigator.language);
document.documentElement.lang = language === 'zh' ? 'zh-Hans' : language;

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LanguageProvider language={language}>
      <StoresProvider stores={createStores(openPort)}>
        <App />
      </StoresProvider>
    </LanguageProvider>
  </StrictMode>,
);
