"""Queries written to harm: each is answered or refused, in time, and leaves nothing behind."""

from __future__ import annotations

ALL = "?s ?p ?o"


def triples(count: int) -> str:
    return " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(count))


def values(name: str, count: int) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, range(count)))} }}"


def bomb(doublings: int) -> str:
    binds = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(doublings))
    return f"SELECT (STRLEN(?x{doublings}) AS ?n) {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) {binds} }}"


P = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

# Run for long, or need much memory.
RUNAWAYS = {
    "cross product of two": f"SELECT * {{ {triples(2)} }}",
    "cross product of three": f"SELECT * {{ {triples(3)} }}",
    "cross product of eight": f"SELECT * {{ {triples(8)} }}",
    "count of a cross product": f"SELECT (COUNT(*) AS ?n) {{ {triples(3)} }}",
    "sum over a cross product": f"SELECT (SUM(STRLEN(STR(?o0))) AS ?n) {{ {triples(3)} }}",
    "ask of an impossible cross product": f"ASK {{ {triples(3)} FILTER(STR(?s0) = CONCAT(STR(?s1), 'x', STR(?s2))) }}",
    "construct of a cross product": f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} WHERE {{ {triples(3)} }}",
    "sort of a cross product": f"SELECT * {{ {triples(2)} }} ORDER BY ?o0 ?o1",
    "sort by expressions": f"SELECT * {{ {triples(2)} }} ORDER BY DESC(CONCAT(STR(?o0), STR(?o1))) RAND()",
    "sort then the last page": f"SELECT * {{ {triples(2)} }} ORDER BY ?o0 OFFSET 2000000000 LIMIT 1",
    "distinct of a cross product": f"SELECT DISTINCT ?s0 ?s1 ?o1 {{ {triples(2)} }}",
    "reduced of a cross product": f"SELECT REDUCED ?s0 ?s1 ?s2 {{ {triples(3)} }}",
    "count distinct": f"SELECT (COUNT(DISTINCT CONCAT(STR(?s0), STR(?o1))) AS ?n) {{ {triples(2)} }}",
    "group by everything": f"SELECT ?s0 ?s1 (COUNT(*) AS ?n) {{ {triples(2)} }} GROUP BY ?s0 ?s1",
    "group_concat": f"SELECT (GROUP_CONCAT(STR(?o0); separator='') AS ?x) {{ {triples(2)} }}",
    "group_concat of distinct": f"SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?s0), STR(?s1))) AS ?x) {{ {triples(2)} }}",
    "having over a cross product": f"SELECT ?p0 {{ {triples(2)} }} GROUP BY ?p0 HAVING(COUNT(DISTINCT ?o1) > 999999999)",
    "path that names nothing, starred": "SELECT (COUNT(*) AS ?n) { ?a (!<a:x>)* ?b }",
    "path plus from everywhere": "SELECT * { ?a (!<a:x>|^!<a:x>)+ ?b }",
    "path of paths": "SELECT (COUNT(*) AS ?n) { ?a ((!<a:x>)*/(!<a:y>)*)* ?b }",
    "path joined to itself": "SELECT (COUNT(*) AS ?n) { ?a (!<a:x>)* ?b . ?b (!<a:x>)* ?c . ?c (!<a:x>)* ?d }",
    "inverse path": "SELECT (COUNT(*) AS ?n) { ?a (^!<a:x>/!<a:y>)+ ?b }",
    "optional product": f"SELECT (COUNT(*) AS ?n) {{ {ALL} OPTIONAL {{ ?a ?b ?c }} OPTIONAL {{ ?d ?e ?f }} }}",
    "union of products": f"SELECT (COUNT(*) AS ?n) {{ {{ {triples(3)} }} UNION {{ {triples(3)} }} }}",
    "minus of products": f"SELECT (COUNT(*) AS ?n) {{ {triples(2)} MINUS {{ ?s0 ?q ?r . ?a ?b ?c }} }}",
    "not exists of products": f"SELECT (COUNT(*) AS ?n) {{ {triples(2)} FILTER NOT EXISTS {{ ?o0 ?x ?y . ?y ?z ?s1 . ?a ?b ?c }} }}",
    "values product": f"SELECT (COUNT(*) AS ?n) {{ {values('a', 1000)} {values('b', 1000)} {values('c', 1000)} }}",
    "values product, sorted": f"SELECT * {{ {values('a', 3000)} {values('b', 3000)} }} ORDER BY DESC(?b) ?a",
    "values product, bound": f"SELECT (MAX(?x) AS ?m) {{ {values('a', 1000)} {values('b', 1000)} {values('c', 1000)} BIND(?a * ?b + ?c AS ?x) }}",
    "nested subselects": f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {triples(2)} }} }} {{ SELECT * {{ ?a ?b ?c . ?d ?e ?f }} }} }}",
    "regex that backtracks": f"SELECT * {{ {triples(2)} FILTER(REGEX(CONCAT(STR(?o0), STR(?o1)), '^(a+)+$')) }}",
    "regex of many repetitions": f"SELECT * {{ {ALL} FILTER(REGEX(STR(?o), '((a{{1,100}}){{1,100}}){{1,100}}')) }}",
    "regex per pair": f"SELECT (COUNT(*) AS ?n) {{ {triples(2)} FILTER(REGEX(STR(?o0), STR(?o1), 'i')) }}",
    "replace that grows": f"SELECT (REPLACE(REPLACE(REPLACE(GROUP_CONCAT(?o), '.', '$0$0$0$0$0$0$0$0'), '.', '$0$0$0$0$0$0$0$0'), '.', '$0$0$0$0$0$0$0$0') AS ?x) {{ {ALL} }}",
    "string bomb": bomb(40),
    "string bomb of sixty": bomb(60),
    "string bomb in an aggregate": f"SELECT (SUM(STRLEN(?y)) AS ?n) {{ {ALL} {{ {bomb(20).replace('(STRLEN(?x20) AS ?n)', '(?x20 AS ?y)')} }} }}",
    "hash of bombs": f"SELECT (SHA512(?x24) AS ?h) {{ {{ {bomb(24).replace('(STRLEN(?x24) AS ?n)', '?x24')} }} {triples(1)} }}",
    "graph products": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?a ?b ?c } GRAPH ?i { ?d ?e ?f } }",
    "every page of the world": f"SELECT * {{ {ALL} {values('a', 1000)} }}",
    "describe of everything": f"DESCRIBE * {{ {triples(2)} }}",
    "filter in a list of ten thousand": f"SELECT (COUNT(*) AS ?n) {{ {triples(2)} FILTER(STRLEN(STR(?o0)) IN ({', '.join(map(str, range(10_000)))})) }}",
    "three hundred patterns": f"SELECT * {{ {triples(300)} }} LIMIT 1",
    "three hundred optionals": f"SELECT * {{ {ALL} {' '.join(f'OPTIONAL {{ ?s ?p{n} ?o{n} }}' for n in range(300))} }}",
    "a long path": f"SELECT * {{ ?a {'/'.join(['!<a:x>'] * 300)} ?b }}",
}  # fmt: skip

DEEP = 5_000
MANY = 20_000

# Nest deeper than a parser's stack.
DEEP_ONES = {
    "deep braces": "SELECT * " + "{" * DEEP + ALL + "}" * DEEP,
    "deep parentheses": f"SELECT * {{ {ALL} FILTER" + "(" * DEEP + "1" + ")" * DEEP + "}",
    "deep blank nodes": "SELECT * { ?s ?p " + "[ <a:p> " * DEEP + "1" + "]" * DEEP + "}",
    "deep lists": "SELECT * { ?s ?p " + "(" * DEEP + "1" + ")" * DEEP + "}",
    "deep subselects": "SELECT * {" + "{ SELECT * {" * DEEP + ALL + "}}" * DEEP + "}",
    "deep functions": "SELECT (" + "STR(" * DEEP + "1" + ")" * DEEP + " AS ?x) {}",
    "deep exists": f"SELECT * {{ {ALL} " + "FILTER EXISTS { ?s ?p ?o " * DEEP + "}" * DEEP + "}",
    "deep optionals": f"SELECT * {{ {ALL} " + "OPTIONAL { ?s ?p ?o " * DEEP + "}" * DEEP + "}",
    "deep paths": "SELECT * { ?s " + "(" * DEEP + "<a:p>" + ")*" * DEEP + " ?o }",
    "deep quoted triples": "SELECT * { " + "<< " * DEEP + "?s ?p ?o" + " >> ?p ?o" * DEEP + " }",
    "unclosed braces": "SELECT * " + "{" * 100_000,
    "closing braces only": "SELECT * " + "}" * 100_000,
    "many negations": f"SELECT * {{ {ALL} FILTER({'!' * MANY}true) }}",
    "many alternatives": f"SELECT * {{ {ALL} FILTER({'||'.join(['?o = 1'] * MANY)}) }}",
    "many conjunctions": f"SELECT * {{ {ALL} FILTER({'&&'.join(['?o = 1'] * MANY)}) }}",
    "many unions": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * MANY) + " }",
    "many steps": "SELECT * { ?s " + "/".join(["<a:p>"] * MANY) + " ?o }",
    "many sums": "SELECT (" + "+".join(["1"] * MANY) + " AS ?x) {}",
    "many minus signs": "SELECT (" + "- " * MANY + "1 AS ?x) {}",
    "many binds": "SELECT * { " + " ".join(f"BIND({n} AS ?x{n})" for n in range(MANY)) + " }",
}

# Reach out of the data set.
OUTWARD = {
    "service": "SELECT * { SERVICE <{url}> { ?s ?p ?o } }",
    "service silent": "SELECT * { SERVICE SILENT <{url}> { ?s ?p ?o } }",
    "service in lower case": "select * { service <{url}> { ?s ?p ?o } }",
    "service with a variable": "SELECT * { VALUES ?e { <{url}> } SERVICE ?e { ?s ?p ?o } }",
    "service in an optional": "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <{url}> { ?s ?q ?r } } }",
    "service in exists": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <{url}> { ?s ?q ?r } } }",
    "service in a subselect": "SELECT * { { SELECT * { SERVICE <{url}> { ?s ?p ?o } } } }",
    "service behind a comment": "SELECT * { SERVICE # {{\n <{url}> { ?s ?p ?o } }",
    "service behind quotes": "SELECT * { ?s ?p '\\'' . SERVICE <{url}> { ?s ?q ?r } # '\n }",
    "service behind long quotes": 'SELECT * { ?s ?p """a"" \\""" . """ . SERVICE <{url}> { ?s ?q ?r } }',
    "service in an escape": "SELECT * { \\u0053ERVICE <{url}> { ?s ?p ?o } }",
    "service glued to a number": "SELECT * { ?s ?p 1SERVICE<{url}>{ ?s ?q ?r } }",
    "service glued to an IRI": "SELECT * { ?s ?p <a:b>SERVICE<{url}>{ ?s ?q ?r } }",
    "service by a prefix": "PREFIX e: <{url}> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "service by the base": "BASE <{url}> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "from http": "SELECT * FROM <{url}> { ?s ?p ?o }",
    "from named http": "SELECT * FROM NAMED <{url}> { GRAPH ?g { ?s ?p ?o } }",
    "from file": "SELECT * FROM <file://{file}> { ?s ?p ?o }",
    "from named file": "SELECT * FROM NAMED <file://{file}> { GRAPH ?g { ?s ?p ?o } }",
    "from a file by the base": "BASE <file:///> SELECT * FROM <{file}> { ?s ?p ?o }",
    "graph of a file": "SELECT * { GRAPH <file://{file}> { ?s ?p ?o } }",
    "describe of a file": "DESCRIBE <file://{file}>",
    "load": "LOAD <{url}>",
    "load a file": "LOAD <file://{file}> INTO GRAPH <a:b>",
    "insert": "INSERT DATA { <a:a> <a:b> <a:c> }",
    "insert where": "INSERT { ?s <a:b> ?o } WHERE { ?s ?p ?o }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "clear": "CLEAR ALL",
    "drop": "DROP SILENT ALL",
    "an update after a query": "SELECT * { ?s ?p ?o } ; DROP ALL",
    "an update before a query": "DROP ALL ; SELECT * { ?s ?p ?o }",
    "environment": "SELECT (ENV('PATH') AS ?x) {}",
    "a function that fetches": "SELECT (<http://jena.apache.org/ARQ/function#urlGet>('{url}') AS ?x) {}",
    "a script function": "SELECT (<java:java.lang.Runtime>('id') AS ?x) {}",
}

BROKEN: dict[str, bytes] = {
    "NUL": b"SELECT * { ?s ?p '\x00' }",
    "NUL at the end": b"ASK {}\x00",
    "invalid UTF-8": b"SELECT * { ?s ?p '\xff\xfe' }",
    "half a character": "ASK {} # 厂".encode()[:-1],
    "UTF-16": "SELECT * { ?s ?p ?o }".encode("utf-16"),
    "three megabytes of a comment": b"ASK {} #" + b"a" * 3_000_000,
    "three megabytes of a string": b"SELECT ('" + b"a" * 3_000_000 + b"' AS ?x) {}",
    "a string that never ends": b"SELECT * { ?s ?p '''" + b"a" * 900_000,
    "quotation marks": b"SELECT * { " + b"'" * 900_000,
    "less-than signs": b"SELECT * { " + b"<" * 900_000,
    "dots": b"SELECT * { " + b"a." * 450_000,
    "control characters": bytes(range(1, 32)) * 100,
    "nothing": b"",
    "right to left": "SELECT ('\u202e\u2066' AS ?x) {}".encode(),
    "a lone carriage return": b"SELECT ('a' AS ?x) # \r {}",
}
