/** File name of the DTD that index.xml refers to. An older name (01-08-2002) is a known mistake of others. */
export const DTD_NAME = 'gdpdu-01-09-2004.dtd'

const TEXT_ELEMENTS = [
  'Version',
  'Location',
  'Comment',
  'Length',
  'References',
  'From',
  'To',
  'AcceptNoTables',
  'MaxLength',
  'TextEncapsulator',
  'Accuracy',
  'ImpliedAccuracy',
  'Format',
  'DecimalSymbol',
  'DigitGroupingSymbol',
  'Command',
  'URL',
  'Description',
  'Name',
  'Epoch',
  'ColumnDelimiter',
  'RecordDelimiter',
  'SkipNumBytes',
]
const EMPTY_ELEMENTS = ['AlphaNumeric', 'ANSI', 'Macintosh', 'OEM', 'UTF16', 'UTF7', 'UTF8']

const variableKind = '(Name, Description?, (Numeric | (AlphaNumeric, MaxLength?) | Date), Map*)'
const fixedKind = '(Name, Description?, (Numeric | AlphaNumeric | Date), Map*, FixedRange)'

/** Content model of every element of the description standard of 2004-09-01, the root first. */
export const CONTENT_MODELS: Readonly<Record<string, string>> = {
  DataSet: '(Extension*, Version, DataSupplier?, Command*, Media+, Command*)',
  Extension: '(Name, URL)',
  DataSupplier: '(Name, Location, Comment)',
  Media: '(Name, Command*, Table*, Command*, AcceptNoTables?)',
  Table:
    '(URL, Name?, Description?, Validity?, (ANSI | Macintosh | OEM | UTF16 | UTF7 | UTF8)?, (DecimalSymbol, DigitGroupingSymbol)?, SkipNumBytes?, Range?, Epoch?, (VariableLength | FixedLength))',
  Range: '(From, (To | Length)?)',
  FixedRange: '(From, (To | Length))',
  Validity: '(Range, Format?)',
  VariableLength:
    '(ColumnDelimiter?, RecordDelimiter?, TextEncapsulator?, ((VariablePrimaryKey+, VariableColumn*) | VariableColumn+), ForeignKey*)',
  VariablePrimaryKey: variableKind,
  VariableColumn: variableKind,
  FixedLength:
    '((Length | RecordDelimiter)?, ((FixedPrimaryKey+, FixedColumn*) | FixedColumn+), ForeignKey*)',
  FixedPrimaryKey: fixedKind,
  FixedColumn: fixedKind,
  ForeignKey: '(Name+, References, Alias*)',
  Alias: '(From, To)',
  Map: '(Description?, From, To)',
  Numeric: '(ImpliedAccuracy | Accuracy)?',
  Date: '(Format?)',
  ...Object.fromEntries(EMPTY_ELEMENTS.map((name) => [name, 'EMPTY'])),
  ...Object.fromEntries(TEXT_ELEMENTS.map((name) => [name, '(#PCDATA)'])),
}

const COMMENT = `<!--
  Beschreibungsstandard für die Datenträgerüberlassung, Fassung vom 1. September 2004.
  Inhaltsmodelle der Elemente von index.xml, niedergeschrieben für Brotkasten.
  Ohne Angabe gelten: Zeichensatz ANSI, Dezimalzeichen Komma, Gruppierung Punkt, Spaltentrenner Semikolon,
  Satztrenner CR LF, Texteinschluss ", Genauigkeit 0, Datum TT.MM.JJJJ, Epoche 30. Verweise sind relative Dateinamen.
-->`

/** The DTD as it lies in every package, CRLF line ends. */
export const dtd = (): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    ...COMMENT.split('\n'),
    ...Object.entries(CONTENT_MODELS).map(([name, model]) => `<!ELEMENT ${name} ${model}>`),
    '',
  ].join('\r\n')
