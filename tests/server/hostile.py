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
    "deep not exists": f"SELECT * {{ {ALL} " + "FILTER NOT EXISTS { ?s ?p ?o " * DEEP + "}" * DEEP + "}",
    "deep minus": f"SELECT * {{ {ALL} " + "MINUS { ?s ?p ?o " * DEEP + "}" * DEEP + "}",
    "deep unions": "SELECT * { " + "{ ?s ?p ?o } UNION { " * DEEP + ALL + " }" * DEEP + "}",
    "deep graphs": "SELECT * { " + "GRAPH ?g { " * DEEP + ALL + " }" * DEEP + "}",
    "deep filters": f"SELECT * {{ {ALL} " + "FILTER(1 = (" * DEEP + "1" + "))" * DEEP + "}",
    "deep conditions": "SELECT (" + "IF(true, " * DEEP + "1" + ", 2)" * DEEP + " AS ?x) {}",
    "deep coalesce": "SELECT (" + "COALESCE(" * DEEP + "1" + ")" * DEEP + " AS ?x) {}",
    "deep aggregates": "SELECT (" + "SUM(" * DEEP + "1" + ")" * DEEP + " AS ?x) {}",
    "deep brackets in a template": "CONSTRUCT { ?s ?p "
    + "[ <a:p> " * DEEP
    + "1"
    + "]" * DEEP
    + f" }} {{ {ALL} }}",
    "deep lists in a template": "CONSTRUCT { ?s ?p " + "(" * DEEP + "1" + ")" * DEEP + f" }} {{ {ALL} }}",
    "deep inverse paths": "SELECT * { ?s " + "^(" * DEEP + "<a:p>" + ")" * DEEP + " ?o }",
    "deep negated paths": "SELECT * { ?s " + "!(" * DEEP + "<a:p>" + ")" * DEEP + " ?o }",
    "deep parentheses in SELECT": "SELECT (" + "(" * DEEP + "1" + ")" * DEEP + " AS ?x) {}",
    "deep parentheses in ORDER BY": f"SELECT * {{ {ALL} }} ORDER BY " + "(" * DEEP + "1" + ")" * DEEP,
    "deep parentheses in HAVING": f"SELECT ?s {{ {ALL} }} GROUP BY ?s HAVING "
    + "(" * DEEP
    + "1"
    + ")" * DEEP,
    "deep of every kind in turn": "SELECT * "
    + "{ { SELECT * { OPTIONAL { GRAPH ?g { MINUS { FILTER(1=(1)) " * (DEEP // 5)
    + ALL,
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

NEARLY = 190  # each kind below opens at most two brackets a step, of 400 that are allowed
LONG = 3_900  # operators, of 4,000 that are allowed

# Nest as deep as is let through: evaluated or refused, by a process that may die of it and is replaced.
NEARLY_TOO_DEEP = {
    "braces": "SELECT * " + "{" * NEARLY + ALL + "}" * NEARLY,
    "filters": f"SELECT * {{ {ALL} FILTER" + "(" * NEARLY + "1" + ")" * NEARLY + "} LIMIT 1",
    "optionals": f"SELECT * {{ {ALL} " + "OPTIONAL { ?s ?p ?o " * NEARLY + "}" * NEARLY + "} LIMIT 1",
    "unions": "SELECT * { " + "{ ?s ?p ?o } UNION { " * NEARLY + ALL + " }" * NEARLY + "} LIMIT 1",
    "minus": f"SELECT * {{ {ALL} " + "MINUS { ?s ?p ?o " * NEARLY + "}" * NEARLY + "} LIMIT 1",
    "exists": f"SELECT * {{ {ALL} " + "FILTER EXISTS { ?s ?p ?o " * NEARLY + "}" * NEARLY + "} LIMIT 1",
    "graphs": "SELECT * { " + "GRAPH ?g { " * NEARLY + ALL + " }" * NEARLY + "} LIMIT 1",
    "subselects": "SELECT * {" + "{ SELECT * {" * (NEARLY - 1) + ALL + "}}" * (NEARLY - 1) + "} LIMIT 1",
    "functions": "SELECT (" + "STR(" * NEARLY + "1" + ")" * NEARLY + " AS ?x) {}",
    "paths": "SELECT * { ?s " + "(" * NEARLY + "<a:p>" + ")*" * NEARLY + " ?o } LIMIT 1",
    "blank nodes": "SELECT * { ?s ?p " + "[ <a:p> " * NEARLY + "1" + "]" * NEARLY + "} LIMIT 1",
    "lists": "SELECT * { ?s ?p " + "(" * NEARLY + "1" + ")" * NEARLY + "} LIMIT 1",
    "a template's lists": "CONSTRUCT { <a:s> <a:p> " + "(" * NEARLY + "1" + ")" * NEARLY + " } {}",
    "negations": f"SELECT * {{ {ALL} FILTER({'!' * LONG}true) }} LIMIT 1",
    "alternatives": f"SELECT * {{ {ALL} FILTER({'||'.join(['?o = 1'] * (LONG // 2))}) }} LIMIT 1",
    "unions side by side": "SELECT * { " + " UNION ".join(["{ <a:s> ?p ?o }"] * LONG) + " } LIMIT 1",
    "steps": "SELECT * { <a:s> " + "/".join(["<a:p>"] * LONG) + " ?o } LIMIT 1",
    "choices": "SELECT * { <a:s> " + "|".join(["<a:p>"] * LONG) + " ?o } LIMIT 1",
    "sums": "SELECT (" + "+".join(["1"] * LONG) + " AS ?x) {}",
}  # fmt: skip

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
    "service silent with a variable": "SELECT * { VALUES ?e { <{url}> } SERVICE SILENT ?e { ?s ?p ?o } }",
    "service of a subject found": "SELECT * { ?e ?p ?o SERVICE ?e { ?a ?b ?c } }",
    "service in an ASK": "ASK { SERVICE <{url}> { ?s ?p ?o } }",
    "service in a CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <{url}> { ?s ?p ?o } }",
    "service in a DESCRIBE": "DESCRIBE ?s { SERVICE <{url}> { ?s ?p ?o } }",
    "service in a union": "SELECT * { { ?s ?p ?o } UNION { SERVICE SILENT <{url}> { ?s ?p ?o } } }",
    "service in a minus": "SELECT * { ?s ?p ?o MINUS { SERVICE <{url}> { ?s ?p ?o } } }",
    "service in a graph": "SELECT * { GRAPH ?g { SERVICE <{url}> { ?s ?p ?o } } }",
    "service in a service": "SELECT * { SERVICE <{url}> { SERVICE <{url}> { ?s ?p ?o } } }",
    "service of a file": "SELECT * { SERVICE <file://{file}> { ?s ?p ?o } }",
    "service in a long escape": "SELECT * { \\U00000053ERVICE <{url}> { ?s ?p ?o } }",
    "service behind a return": "SELECT * { # a\rSERVICE <{url}> { ?s ?p ?o } }",
    "service after a language": "SELECT * { ?s ?p 'a'@en SERVICE <{url}> { ?s ?q ?r } }",
    "service after a dot": "SELECT * { ?s ?p ?o.SERVICE<{url}>{ ?s ?q ?r } }",
    "from http in a DESCRIBE": "DESCRIBE ?s FROM <{url}> { ?s ?p ?o }",
    "from file in an ASK": "ASK FROM <file://{file}> { ?s ?p ?o }",
    "from a relative file": "SELECT * FROM <{file}> { ?s ?p ?o }",
    "from ftp": "SELECT * FROM <ftp://127.0.0.1/x> { ?s ?p ?o }",
    "from data": "SELECT * FROM <data:text/turtle,%3Ca:a%3E%20a%20%3Ca:b%3E.> { ?s ?p ?o }",
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
    "create": "CREATE GRAPH <a:g>",
    "copy": "COPY DEFAULT TO <a:g>",
    "move": "MOVE <a:g> TO DEFAULT",
    "add": "ADD <a:g> TO DEFAULT",
    "with": "WITH <a:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "delete data": "DELETE DATA { <a:a> <a:b> <a:c> }",
    "load silent": "LOAD SILENT <{url}> INTO GRAPH <a:g>",
    "load in lower case": "load <{url}>",
    "insert behind a prefix": "PREFIX a: <a:> # SELECT\nINSERT DATA { a:a a:b a:c }",
    "insert behind an escape": "\\u0049NSERT DATA { <a:a> <a:b> <a:c> }",
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
    "NUL in an IRI": b"SELECT * { <a:\x00> ?p ?o }",
    "NUL in a comment": b"ASK {} # \x00 SERVICE",
    "NUL before anything": b"\x00ASK {}",
    "NUL as an escape": rb"SELECT ('\u0000' AS ?x) {}",
    "overlong UTF-8": b"ASK {} # \xc0\xaf",
    "a surrogate in UTF-8": b"ASK {} # \xed\xa0\x80",
    "a character beyond Unicode": b"ASK {} # \xf4\x90\x80\x80",
    "a continuation alone": b"ASK {} # \x80",
    "an escape that is no character": rb"SELECT ('\uD800' AS ?x) {}",
    "an escape beyond Unicode": rb"SELECT ('\U00110000' AS ?x) {}",
    "a mark of byte order": b"\xef\xbb\xbfASK {}",
    "three megabytes of space": b"ASK {}" + b" " * 3_000_000,
    "three megabytes of patterns": b"SELECT * {" + b"?s ?p ?o ." * 300_000 + b"}",
    "three megabytes of values": b"SELECT * { VALUES ?x {" + b" 1" * 1_500_000 + b"} }",
    "nearly a megabyte of patterns": b"SELECT * {" + b"?s ?p ?o ." * 90_000 + b"} LIMIT 1",
    "nearly a megabyte of values": b"SELECT (COUNT(*) AS ?n) { VALUES ?x {" + b" 1" * 450_000 + b"} }",
    "nearly a megabyte of prefixes": b"".join(b"PREFIX p%d: <a:> " % n for n in range(50_000)) + b"ASK {}",
    "nearly a megabyte of variables": b"SELECT " + b" ".join(b"?v%d" % n for n in range(120_000)) + b" {}",
    "nearly a megabyte of one IRI": b"ASK { <a:" + b"a" * 900_000 + b"> ?p ?o }",
    "nearly a megabyte of one name": b"ASK { ?" + b"a" * 900_000 + b" ?p ?o }",
    "nearly a megabyte of digits": b"SELECT (" + b"9" * 900_000 + b" AS ?x) {}",
    "nearly a megabyte of FROM": b"SELECT * " + b"FROM <a:b> " * 80_000 + b"{ ?s ?p ?o }",
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
