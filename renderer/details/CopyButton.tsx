import { Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { copyText } from '../actions/copyText.ts';
import { useWords } from '../words/language.tsx';

/** ms for which it is told whether it was copied. */
const TELL_MS = 2_000;

/** Puts a text into the clipboard and says whether that could be done. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }): ReactNode {
  const words = useWords().explanation;
  const [told, setTold] = useState('');
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(text()).then(
      () => true,
      () => false,
    );
    setTold(isCopied ? words.copied : words.notCopied);
    setTimeout(() => setTold(''), TELL_MS);
  };
  return (
    <>
      <span role="status" className="dim">
        {told}
      </span>
      <button type="button" className="link" onClick={() => void copy()}>
        <Copy size={13} aria-hidden="true" /> {label}
      </button>
    </>
  );
}
