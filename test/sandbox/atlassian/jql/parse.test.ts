import { describe, expect, it } from 'vitest'

import { parseJql } from '../../../../server/sandbox/atlassian/jql/parse.ts'

const clause = (field: string, operator: string, ...values: readonly string[]) => ({
  kind: 'clause',
  field,
  operator,
  operand: { kind: 'values', values },
})

describe('JQL', () => {
  it('binds AND before OR, and parentheses before both', () => {
    const { where } = parseJql('a = 1 or b = 2 and (c = 3 or not d = 4)')

    expect(where).toEqual({
      kind: 'or',
      parts: [
        clause('a', '=', '1'),
        {
          kind: 'and',
          parts: [
            clause('b', '=', '2'),
            { kind: 'or', parts: [clause('c', '=', '3'), { kind: 'not', part: clause('d', '=', '4') }] },
          ],
        },
      ],
    })
  })

  it('reads quoted fields and values, lists, functions, emptiness and an order', () => {
    const { where, order } = parseJql(
      String.raw`"Epic Link" IN ('A-1', "B\"2") AND assignee is not EMPTY AND issue in linkedIssues("A-1","blocks") AND cf[10207] ~ x ORDER BY key DESC, created`,
    )

    expect(where).toEqual({
      kind: 'and',
      parts: [
        clause('Epic Link', 'in', 'A-1', 'B"2'),
        { kind: 'clause', field: 'assignee', operator: 'is not', operand: { kind: 'empty' } },
        {
          kind: 'clause',
          field: 'issue',
          operator: 'in',
          operand: { kind: 'call', name: 'linkedIssues', args: ['A-1', 'blocks'] },
        },
        clause('cf[10207]', '~', 'x'),
      ],
    })
    expect(order).toEqual([
      { field: 'key', isDescending: true },
      { field: 'created', isDescending: false },
    ])
  })

  it('may be empty or only an order', () => {
    expect(parseJql('')).toEqual({ where: undefined, order: [] })
    expect(parseJql('order by key').where).toBeUndefined()
  })

  it.each([
    'project',
    'project =',
    'project in ENG',
    'a = 1 b = 2',
    '(a = 1',
    'a = "x',
    'a not 1',
    'a = 1 order key',
  ])('refuses %s', (jql) => {
    expect(() => parseJql(jql)).toThrow('Error in the JQL Query')
  })

  it('refuses more than seven fields to sort by', () => {
    expect(() => parseJql(`order by ${Array.from({ length: 8 }, () => 'key').join(', ')}`)).toThrow(
      'more than 7',
    )
  })
})
