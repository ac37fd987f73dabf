"""The coding of a document: its data model, the machine coder, sheets in and out, agreement of coders."""
