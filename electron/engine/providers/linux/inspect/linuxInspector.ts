import type { Reader } from '../../../reader/reader.ts';
import type { Inspector } from '../../inspector.ts';
import { inspectProcess } from './inspectProcess.ts';
import { readEnvironment } from './readEnvironment.ts';
import { readLimits } from './readLimits.ts';
import { ThreadReader } from './threadReader.ts';

/** Reads single processes from /proc; what may block there through the reader. */
export function createLinuxInspector(reader: Reader): Inspector {
  const threads = new ThreadReader(reader);
  return {
    inspect: (target, tab) => inspectProcess(target, tab, reader),
    threads: (target, order, waitsOf) => threads.read(target, order, waitsOf),
    limits: (target, threadsOf) => Promise.resolve(readLimits(target, threadsOf)),
    environment: (target, reveal) => readEnvironment(target, reveal, reader),
  };
}
