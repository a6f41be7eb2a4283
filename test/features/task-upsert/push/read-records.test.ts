import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRecords } from '../../../../server/features/task-upsert/push/read-records.ts'

const read = (text: string) => readRecords(Buffer.from(text))
const rowsOf = (text: string): unknown =>
  read(text).records.map(({ line, cells }) => [line, ...cells.map(([, value]) => value)])
const complaintsOf = (text: string): string[] =>
  read(text).problems.map(({ line, reason }) => `${line}: ${reason}`)

// With a mark that no blank row has, because those are left out; not a bracket, which would be JSON.
const cell = fc.string({ unit: 'binary' }).map((text) => `.${text}`)
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  )
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

describe('a CSV file', () => {
  it('is read as it was written, whatever its texts, delimiter and ends of lines are', () => {
    fc.assert(
      fc.property(
        table,
        fc.record({
          delimiter: fc.constantFrom(',', ';', '\t'),
          lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
          mark: fc.constantFrom('', '\ufeff'),
        }),
        (rows, { delimiter, lineEnd, mark }) => {
          const header = (rows[0] ?? []).map((_, index) => `column ${index}`)
          const lines = [header, ...rows].map((row) => row.map(quoted).join(delimiter))

          const { records, problems, columns } = read(mark + lines.join(lineEnd))

          expect(problems).toEqual([])
          expect(columns).toEqual(header)
          expect(records.map(({ cells }) => cells.map(([, value]) => value))).toEqual(
            // What is no Unicode cannot be written as UTF-8.
            rows.map((row) => row.map((text) => Buffer.from(text).toString())),
          )
        },
      ),
    )
  })

  it('says in which line of the file a row begins, also behind texts of several lines', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z\r\n"é]{1,12}$/), { minLength: 1 }), (texts) => {
        let line = 2
        const expected: number[] = []
        for (const text of texts) {
          expected.push(line)
          line += 1 + (text.match(/\r\n|\n|\r/g) ?? []).length
        }

        const { records } = read(['id,text', ...texts.map((text) => `1,${quoted(text)}`)].join('\r\n'))

        expect(records.map((record) => record.line)).toEqual(expected)
      }),
    )
  })

  it('may have blank rows, and rows of delimiters as spreadsheets write them', () => {
    expect(rowsOf('id;title\n\n1;one\n;\n2;two\n;;\n')).toEqual([
      [3, '1', 'one'],
      [5, '2', 'two'],
    ])
  })

  it('has each row named that is longer or shorter than the header', () => {
    expect(rowsOf('id,title\n1,one\n2,two,more\n3\n4,four')).toEqual([
      [2, '1', 'one'],
      [5, '4', 'four'],
    ])
    expect(complaintsOf('id,title\n1,one\n2,two,more\n3\n4,four')).toEqual([
      '3: has 3 cells, and the header has 2',
      '4: has 1 cells, and the header has 2',
    ])
  })

  it.each([
    ['id,title\n1,one\n2,"two', /^3: has a quote that is never closed/],
    ['id,title\n1,one\n2,"two"x\n3,three', /^3: has something behind a closing quote/],
    ['id,title\n1,one\n2,t"wo"\n3,three', /^3: has a quote in the middle of a text/],
  ])('keeps what is before a mistake of quotes: %j', (text, complaint) => {
    expect(rowsOf(text)).toEqual([[2, '1', 'one']])
    expect(complaintsOf(text)).toEqual([expect.stringMatching(complaint)])
  })

  it('may be UTF-16, as the shell of Windows writes it', () => {
    const { records } = readRecords(Buffer.from('\ufeffid,title\r\n1,Größe\r\n', 'utf16le'))

    expect(records).toEqual([
      {
        line: 2,
        cells: [
          ['id', '1'],
          ['title', 'Größe'],
        ],
      },
    ])
  })

  it('is refused with what to do when it is neither', () => {
    expect(() => readRecords(Buffer.from('id,title\n1,Größe', 'latin1'))).toThrow(/Save it as UTF-8/)
  })
})

describe('a JSON file', () => {
  const value = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true })

  it.each([0, 2])('that holds an array is read as it was written, indented by %d', (indent) => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (objects) => {
        const text = JSON.stringify(objects, null, indent)

        const { records, problems } = read(text)

        expect(problems).toEqual([])
        // JSON itself has no -0.
        expect(records.map(({ cells }) => Object.fromEntries(cells))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('may hold an object on each line, or one only', () => {
    const [one, two] = ['{"id":"1","title":"one"}', '{"id":"2","title":"two"}']

    expect(rowsOf(`${one}\n\r\n${two}\r\n`)).toEqual([
      [1, '1', 'one'],
      [3, '2', 'two'],
    ])
    expect(rowsOf(`\n ${one} `)).toEqual([[1, '1', 'one']])
    expect(rowsOf(JSON.stringify(JSON.parse(one), null, 2))).toEqual([[1, '1', 'one']])
    expect(rowsOf('[]')).toEqual([])
  })

  it('has each bad element named by the line where it begins', () => {
    const text =
      '[{"id":"1"},\n {"id":\n  "2",},\r\n 3,\n {"a":1,"a":2}, {"n":12345678901234567890},\n {"id":"4"}]'

    expect(rowsOf(text)).toEqual([
      [1, '1'],
      [6, '4'],
    ])
    expect(complaintsOf(text)).toEqual([
      expect.stringMatching(/^2: is not JSON/),
      '4: is no object',
      '5: has the key "a" twice in one object.',
      '5: has a number with more digits than are kept; send it as a text.',
    ])
  })

  it('has each bad line named', () => {
    expect(complaintsOf('{"id":"1"}\n{"id":}\n{"id":"3"}\n[]\n')).toEqual([
      expect.stringMatching(/^2: is not JSON/),
      '4: is no object',
    ])
  })

  it('that breaks off is complained of at its end', () => {
    expect(complaintsOf('[{"id":"1"},\n{"id":"2"}\n')).toEqual([expect.stringMatching(/^2: ends an array/)])
    expect(complaintsOf('{"id":\n"1"')).toEqual([expect.stringMatching(/^1: is not JSON/)])
  })
})
