import { deflateSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { parseResume } from '../../../../server/sandbox/huntflow/resumes/parse-resume.ts'
import { pdfText } from '../../../../server/sandbox/huntflow/resumes/pdf-text.ts'
import { makePdf } from '../../../../server/sandbox/shared/pdf.ts'

describe('pdfText', () => {
  it('reads what a PDF shows, line by line', () => {
    expect(pdfText(makePdf(['A (line)', 'and \\ another']))).toBe('A (line)\nand \\ another')
  })

  it('reads packed streams, pieces in a list and text of two bytes a letter', () => {
    const cyrillic = Buffer.from('\ufeffАнна', 'utf16le').swap16().toString('latin1')
    const packed = deflateSync(Buffer.from(`BT [(Te) -20 (ster)] TJ (${cyrillic}) Tj ET`, 'latin1'))
    const parts = [`%PDF-1.4\n4 0 obj\n<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`]
    const pdf = Buffer.concat([Buffer.from(parts[0] ?? ''), packed, Buffer.from('\nendstream\nendobj\n')])

    expect(pdfText(pdf)).toBe('Tester\nАнна')
  })

  it('is nothing for what is no PDF, and empty for a broken one', () => {
    expect(pdfText(Buffer.from('<html>'))).toBeUndefined()
    expect(pdfText(Buffer.from('%PDF-1.4\n<< /FlateDecode >>\nstream\nxx\nendstream'))).toBe('')
  })
})

describe('parseResume', () => {
  it('finds names, addresses and labelled lines', () => {
    const text = [
      'Curriculum vitae',
      'Анна Соколова',
      'Born: 1990-05-17',
      'a.b+c@mail.example, t.me/anna_s',
      '8 (916) 123-45-67 or +375 29 7654321',
      'Salary: 150 000 RUB',
      'Experience: Tester, Acme',
      'Experience: Lead, ООО «Ромашка»',
    ].join('\n')

    expect(parseResume(text)).toEqual({
      name: { first: 'Анна', last: 'Соколова', middle: null },
      birthdate: { year: 1990, month: 5, day: 17, precision: 'day' },
      phones: ['8 (916) 123-45-67', '+375 29 7654321'],
      email: 'a.b+c@mail.example',
      salary: 150_000,
      position: null,
      skype: null,
      telegram: 'anna_s',
      experience: [
        { position: 'Tester', company: 'Acme' },
        { position: 'Lead', company: 'ООО «Ромашка»' },
      ],
    })
  })

  it('finds nothing in nothing', () => {
    expect(parseResume('')).toMatchObject({
      name: { first: null, last: null, middle: null },
      birthdate: null,
      phones: [],
      email: null,
      salary: null,
      telegram: null,
      experience: [],
    })
  })
})
