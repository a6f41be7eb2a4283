import { describe, expect, it } from 'vitest'
import type { ClickupSettingsView } from '../../../ui/src/api/clickup-types.ts'
import type { ReplyRule } from '../../../ui/src/api/reply-types.ts'
import { readImport, type TypedImport } from '../../../ui/src/screens/clickup/imports/import-input.ts'
import {
  faultsIn,
  inOrder,
  moved,
  newRule,
  readRule,
  titleOf,
  type TypedRule,
} from '../../../ui/src/screens/clickup/replies/rule-input.ts'
import {
  readSettings,
  secondsIn,
  typedOf,
  withChoice,
} from '../../../ui/src/screens/clickup/settings/settings-input.ts'
import { filterIn, isFiltered } from '../../../ui/src/screens/clickup/tasks/filter.ts'
import { changedNames } from '../../../ui/src/kit/use-draft.ts'
import { pageOf } from '../../../ui/src/screens/clickup/transfers/transfer-words.tsx'
import { formatSize } from '../../../ui/src/screens/clickup/words.tsx'

const SETTINGS: ClickupSettingsView = {
  teamId: 't',
  spaceId: 's',
  folderId: 'f',
  listId: 'l',
  teamName: 'Team',
  spaceName: 'Space',
  folderName: 'Folder',
  listName: 'List',
  autoSync: true,
  syncIntervalMinutes: 30,
  maxTasks: 100,
  includeClosed: false,
  includeSubtasks: true,
  importDelaySeconds: 8,
}

describe('settings', () => {
  it('that are not touched are read as they were, without the names', () => {
    const { teamName: _t, spaceName: _s, folderName: _f, listName: _l, ...settings } = SETTINGS
    expect(readSettings(typedOf(SETTINGS))).toEqual({ settings })
  })

  it.each([
    ['syncIntervalMinutes', ['0', '1441', '', '1.5', 'x'], ['1', '1440', ' 30 ']],
    ['maxTasks', ['-1', '1000001', '', '1,5'], ['0', '1000000']],
    ['importDelaySeconds', ['-1', '3601', '', 'x', '1.2345'], ['0', '3600', '0,5', '0.5']],
  ] as const)('of %s are bounded', (name, wrong, right) => {
    for (const text of wrong)
      expect(readSettings({ ...typedOf(SETTINGS), [name]: text })).toEqual({ problems: [name] })
    for (const text of right)
      expect(readSettings({ ...typedOf(SETTINGS), [name]: text })).toHaveProperty('settings')
  })

  it('may have no path, but not half of one', () => {
    const none = { teamId: null, spaceId: null, folderId: null, listId: null }
    expect(readSettings({ ...typedOf(SETTINGS), ...none })).toHaveProperty('settings.listId', null)
    expect(readSettings({ ...typedOf(SETTINGS), listId: null })).toEqual({ problems: ['listId'] })
  })

  it('lose what is below another choice, and keep what is above it', () => {
    expect(withChoice(SETTINGS, 'spaceId', 'other')).toEqual({
      teamId: 't',
      spaceId: 'other',
      folderId: null,
      listId: null,
    })
    expect(withChoice(SETTINGS, 'listId', null)).toMatchObject({ folderId: 'f', listId: null })
  })

  it('are counted by what differs', () => {
    const saved = typedOf(SETTINGS)
    expect(changedNames(saved, saved)).toEqual([])
    expect(changedNames({ ...saved, maxTasks: '5', autoSync: false }, saved)).toEqual([
      'autoSync',
      'maxTasks',
    ])
  })

  it('take a comma for a point', () => {
    expect(secondsIn('2,5')).toBe(2.5)
  })
})

describe('an import', () => {
  const typed: TypedImport = {
    target: 'huntflow',
    accountId: '7',
    vacancyId: '',
    includeComments: true,
    filter: 'all',
    delaySeconds: '8',
  }

  it('into Huntflow needs an organisation, a vacancy it may do without', () => {
    expect(readImport({ ...typed, accountId: '' })).toEqual({ problems: ['accountId'] })
    expect(readImport(typed)).toEqual({
      input: { target: 'huntflow', accountId: '7', includeComments: true, filter: 'all', delaySeconds: 8 },
    })
    expect(readImport({ ...typed, vacancyId: '9' })).toHaveProperty('input.vacancyId', '9')
  })

  it('that stays here sends nothing of Huntflow', () => {
    expect(readImport({ ...typed, target: 'cache' })).toEqual({
      input: { target: 'cache', filter: 'all', delaySeconds: 8 },
    })
    expect(readImport({ ...typed, target: 'cache', accountId: '', delaySeconds: 'x' })).toEqual({
      problems: ['delaySeconds'],
    })
  })
})

const typedRule: TypedRule = { ...newRule(), id: 'a', keywords: ['bill'], reply: 'Yes' }

function aRule(id: string, priority: number): ReplyRule {
  return { ...typedRule, id, name: id, priority, cooldownMinutes: 0 }
}

describe('a rule', () => {
  it('says what is missing, all at once', () => {
    expect(readRule({ ...newRule(), events: [], cooldownMinutes: '525601' })).toEqual({
      problems: ['keywords', 'events', 'reply', 'cooldownMinutes'],
    })
    expect(readRule(typedRule)).toEqual({ rule: { ...typedRule, cooldownMinutes: 0 } })
    expect(readRule({ ...typedRule, reply: 'x'.repeat(2_001) })).toEqual({ problems: ['reply'] })
  })

  it('of equal priority keeps its place', () => {
    expect(inOrder([aRule('a', 0), aRule('b', 5), aRule('c', 0)]).map(({ id }) => id)).toEqual([
      'b',
      'a',
      'c',
    ])
  })

  it('that is moved has a priority that says so', () => {
    const after = moved([aRule('a', 0), aRule('b', 0), aRule('c', 0)], 2, -1)
    expect(after.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
    expect(inOrder(after)).toEqual(after)
    expect(new Set(after.map(({ priority }) => priority)).size).toBe(3)
    expect(moved(after, 0, -1)).toBe(after)
  })

  it('is named by its words where it has no name', () => {
    expect(titleOf({ name: ' ', keywords: ['a', 'b'] })).toBe('a, b')
  })

  it('is named in what the server complains about', () => {
    const rules = [aRule('a', 0), { ...aRule('b', 0), keywords: ['x', '('] }]
    const at = (pointer: string) => ({ in: 'body', pointer, message: 'is wrong' })
    expect(faultsIn([at('/rules/1/keywords/1'), at('/rules/0/id'), at('/other')], rules)).toEqual([
      { rule: 'b', term: '(', message: 'is wrong' },
      { rule: 'a', term: undefined, message: 'is wrong' },
    ])
  })
})

describe('words', () => {
  it('of an address leave out what is empty', () => {
    expect(filterIn(new URLSearchParams('status=new&tag=&search=%20x%20&other=1'))).toEqual({
      status: 'new',
      search: 'x',
    })
    expect(isFiltered(filterIn(new URLSearchParams('other=1')))).toBe(false)
  })

  it('of sizes are short', () => {
    expect([0, 999, 1_000, 1_440_000].map(formatSize)).toEqual(['0 bytes', '999 bytes', '1 kB', '1.4 MB'])
  })

  it('lead to another applicant by the address of the one that is known', () => {
    const known = { applicantUrl: 'https://x.example/my/org#/applicants/filter/all/12', applicantId: '12' }
    expect(pageOf(known, '77')).toBe('https://x.example/my/org#/applicants/filter/all/77')
    expect(pageOf({ ...known, applicantUrl: null }, '77')).toBeUndefined()
    expect(pageOf({ ...known, applicantId: '2' }, '77')).toBeUndefined()
  })
})
