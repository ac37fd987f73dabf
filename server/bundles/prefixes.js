// Which prefixes a query uses and has not declared.
export const wordBefore = /[?\w\u3400-\u9fff][\w:\-\u3400-\u9fff]*/;

export function prefixed(query) {
  const bare = query.replace(/<[^>]*>|"(?:[^"\\]|\\.)*"|#[^\n]*/g, " ");
  return new Set([...bare.matchAll(/(?<![\w:])([A-Za-z][\w-]*):(?!\/\/)/g)].map((match) => match[1]));
}

export function withPrefixes(query, known) {
  const declared = new Set([...query.matchAll(/prefix\s+([\w-]*):/gi)].map((match) => match[1]));
  const missing = [...prefixed(query)].filter((name) => known[name] && !declared.has(name));
  if (missing.length === 0) return query;
  return missing.map((name) => `PREFIX ${name}: <${known[name]}>`).join("\n") + "\n" + query;
}
