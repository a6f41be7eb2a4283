import { describe, expect, it } from 'vitest'
import { addressesIn, EMPTY, readSync } from '../../../ui/src/screens/pages/runs/start-input.ts'

const A = 'https://acme.atlassian.net/wiki/spaces/ENG/pages/101/Plan'
const B = 'https://acme.atlassian.net/wiki/x/AbC'

describe('the addresses in a text', () => {
  it.each([
    ['nothing', '', []],
    ['blanks only', ' \n\t ', []],
    ['one on each line', `${A}\n${B}\n`, [A, B]],
    ['with Windows line ends', `${A}\r\n\r\n${B}`, [A, B]],
    ['with blanks between them', `  ${A}   ${B} `, [A, B]],
    ['with commas between them', `${A}, ${B},`, [A, B]],
    ['with commas and no blank', `${A},${B}`, [A, B]],
    ['with semicolons between them', `${A};${B}; `, [A, B]],
    ['twice', `${A}\n${B}\n${A}`, [A, B]],
    ['as mail programs write them', `<${A}>, "${B}"`, [A, B]],
    [
      'with a comma in its title',
      'https://w.example/display/ENG/Cats,+dogs',
      ['https://w.example/display/ENG/Cats,+dogs'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(addressesIn(text)).toEqual(expected)
  })
})

describe('what is asked for', () => {
  it('is read from what was typed', () => {
    const typed = {
      addresses: `${A}\n${B}`,
      includeDescendants: false,
      daysToDueDate: ' 30 ',
      requestedBy: ' Ana ',
    }
    expect(readSync(typed)).toEqual({
      request: { pageUrls: [A, B], includeDescendants: false, daysToDueDate: 30, requestedBy: 'Ana' },
    })
  })

  it('names nobody where nobody was named', () => {
    expect(readSync({ ...EMPTY, addresses: A })).toMatchObject({ request: { requestedBy: null } })
  })

  it.each([
    ['', { field: 'addresses', why: 'none' }],
    [
      'acme.atlassian.net/wiki/x/AbC',
      { field: 'addresses', why: 'no-address', text: 'acme.atlassian.net/wiki/x/AbC' },
    ],
    [`${A} javascript:alert(1)`, { field: 'addresses', why: 'no-address', text: 'javascript:alert(1)' }],
    ['https://', { field: 'addresses', why: 'no-address', text: 'https://' }],
    [`${A}${'x'.repeat(2_000)}`, { field: 'addresses', why: 'no-address', text: `${A}${'x'.repeat(2_000)}` }],
    [Array.from({ length: 101 }, (_, at) => `${B}${at}`).join('\n'), { field: 'addresses', why: 'too-many' }],
  ])('is refused for the addresses %#', (addresses, problem) => {
    expect(readSync({ ...EMPTY, addresses })).toEqual({ problems: [problem] })
  })

  it.each(['', '-1', '1.5', 'ten', '3651'])('is refused for %o days', (daysToDueDate) => {
    expect(readSync({ ...EMPTY, addresses: A, daysToDueDate })).toEqual({
      problems: [{ field: 'daysToDueDate', why: 'days' }],
    })
  })
})
