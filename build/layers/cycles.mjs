/**
 * The cycles of a graph, each once: its strongly connected parts with more than one node, or a node that points at itself (Tarjan).
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[][]}
 */
export function findCycles(graph) {
  /** @type {Map<string, { index: number, low: number, isOpen: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {string[][]} */
  const cycles = [];
  /** @param {string} node */
  const visit = (node) => {
    const own = { index: seen.size, low: seen.size, isOpen: true };
    seen.set(node, own);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      const other = seen.get(next) ?? visit(next);
      if (other.isOpen) own.low = Math.min(own.low, other.low);
    }
    if (own.low === own.index) {
      const part = open.splice(open.indexOf(node));
      for (const member of part) /** @type {{ isOpen: boolean }} */ (seen.get(member)).isOpen = false;
      if (part.length > 1 || (graph.get(node) ?? []).includes(node)) cycles.push(part);
    }
    return own;
  };
  for (const node of graph.keys()) if (!seen.has(node)) visit(node);
  return cycles;
}
