// The same query from other tools: what a researcher pastes into a shell, Python, R or Excel.
const one = (query) => query.trim();
// A text of Power Query's language: a line stays a line, so that a comment ends where it did.
const quoted = (text) => text.replaceAll('"', '""').replaceAll("#(", "#(#)(").replace(/\r?\n/g, "#(lf)");

export const snippets = {
  curl: (endpoint, query) =>
    `curl -s -H 'Accept: text/csv' --data-urlencode query@- '${endpoint}' <<'SPARQL'\n${one(query)}\nSPARQL`,
  python: (endpoint, query) =>
    `import io\nimport pandas, requests\n\nquery = ${JSON.stringify(one(query))}\n` +
    `answer = requests.post("${endpoint}", data={"query": query}, headers={"Accept": "text/csv"})\n` +
    "answer.raise_for_status()\ntable = pandas.read_csv(io.StringIO(answer.text))",
  r: (endpoint, query) =>
    `library(httr2)\nquery <- ${JSON.stringify(one(query))}\n` +
    `answer <- request("${endpoint}") |>\n  req_body_form(query = query) |>\n` +
    "  req_headers(Accept = \"text/csv\") |>\n  req_perform()\ntable <- readr::read_csv(resp_body_string(answer))",
  excel: (endpoint, query) =>
    `let\n    query = "${quoted(one(query))}",\n` +
    `    answer = Web.Contents("${endpoint}", [Query = [query = query], Headers = [Accept = "text/csv"]]),\n` +
    "    table = Table.PromoteHeaders(Csv.Document(answer, [Encoding = 65001]))\nin\n    table",
};
