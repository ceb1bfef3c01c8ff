/**
 * Decodes UTF-8 without losing a byte: what is not UTF-8 becomes a lone surrogate U+DC80…U+DCFF, one per byte
 * (PEP 383, surrogateescape), which `visibleText` shows as `\xff`. Overlong forms, surrogates and code points past U+10FFFF are not UTF-8.
 */
export function bytesToText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  let i = start;
  while (i < end) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      i++;
      continue;
    }
    const length = sequenceLength(bytes, i, end);
    if (length === 0) {
      text += String.fromCharCode(0xdc00 + byte);
      i++;
      continue;
    }
    let code = byte & (0x7f >> length);
    for (let k = 1; k < length; k++) code = (code << 6) | (bytes[i + k]! & 0x3f);
    text += String.fromCodePoint(code);
    i += length;
  }
  return text;
}

/** Bytes in the well-formed sequence at i; 0 where there is none (The Unicode Standard, table 3-7). */
function sequenceLength(bytes: Uint8Array, i: number, end: number): number {
  const lead = bytes[i]!;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || i + length > end) return 0;
  const second = bytes[i + 1]!;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let k = 2; k < length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0;
  return length;
}

/** Splits a command line on NUL, and on NUL alone (proc_pid_cmdline(5)). The last NUL ends the last argument. */
export function splitArguments(bytes: Uint8Array): string[] {
  const end = bytes.length > 0 && bytes[bytes.length - 1] === 0 ? bytes.length - 1 : bytes.length;
  if (bytes.length === 0) return [];
  const args: string[] = [];
  let start = 0;
  for (let i = 0; i <= end; i++) {
    if (i === end || bytes[i] === 0) {
      args.push(bytesToText(bytes, start, i));
      start = i + 1;
    }
  }
  return args;
}
