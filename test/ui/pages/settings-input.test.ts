import { describe, expect, it } from 'vitest'
import { DEFAULTS } from '../../../server/features/confluence-jira/settings/settings.schemas.ts'
import type { PageTaskSettings } from '../../../ui/src/api/page-types.ts'
import { differ } from '../../../ui/src/screens/pages/deployments.ts'
import { readSettings, typedOf } from '../../../ui/src/screens/pages/settings/settings-input.ts'

const OTHERS: PageTaskSettings = {
  ...DEFAULTS,
  parentField: null,
  extraFields: { components: [{ name: 'Site' }] },
  completedTasks: 'skip',
  keepTasks: true,
  applicationLink: { name: 'System Jira', serverId: 'a-b' },
  relinkThreshold: 0.855,
  hierarchy: { by: 'issue-link', linkType: 'Hierarchy', direction: 'inward' },
  vanished: 'archive',
}

describe('settings that are typed', () => {
  it.each<PageTaskSettings>([
    DEFAULTS,
    OTHERS,
    { ...DEFAULTS, hierarchy: { by: 'epic-link' } },
    { ...DEFAULTS, hierarchy: { by: 'custom-field', fieldId: 'customfield_1' } },
    { ...DEFAULTS, hierarchy: { by: 'jql', template: '"Parent Link" = {key}' } },
  ])('are what they were where nothing was changed: %#', (settings) => {
    expect(readSettings(typedOf(settings))).toEqual({ settings })
  })

  it('are lists by commas and lines, each once', () => {
    const typed = { ...typedOf(DEFAULTS), parentIssueTypes: ' Risk,  Work Package\nRisk,, ' }
    expect(readSettings(typed)).toMatchObject({ settings: { parentIssueTypes: ['Risk', 'Work Package'] } })
  })

  it.each([
    [{ taskIssueType: ' ' }, 'taskIssueType'],
    [{ parentIssueTypes: ' , ' }, 'parentIssueTypes'],
    [{ parentIssueTypes: Array.from({ length: 21 }, (_, at) => `T${at}`).join() }, 'parentIssueTypes'],
    [{ parentField: 'Custom field' }, 'parentField'],
    [{ extraFields: '[1]' }, 'extraFields'],
    [{ extraFields: '{"a": ' }, 'extraFields'],
    [{ extraFields: '{"A field": 1}' }, 'extraFields'],
    [{ doneStatus: '' }, 'doneStatus'],
    [{ undoStatus: 'x'.repeat(201) }, 'undoStatus'],
    [{ linkName: 'System Jira' }, 'link'],
    [{ likeness: '29' }, 'likeness'],
    [{ likeness: '101' }, 'likeness'],
    [{ likeness: '' }, 'likeness'],
    [{ hierarchy: 'issue-link' }, 'linkType'],
    [{ hierarchy: 'custom-field', fieldId: '1' }, 'fieldId'],
    [{ hierarchy: 'jql', template: 'parent = KEY' }, 'template'],
  ] as const)('are refused for %o', (part, problem) => {
    expect(readSettings({ ...typedOf(DEFAULTS), ...part })).toEqual({ problems: [problem] })
  })

  it('are not asked for what belongs to another hierarchy', () => {
    const typed = { ...typedOf(DEFAULTS), template: 'nothing', fieldId: '1' }
    expect(readSettings(typed)).toMatchObject({ settings: { hierarchy: { by: 'parent' } } })
  })
})

describe('where Jira and Confluence are', () => {
  it.each([
    ['https://acme.atlassian.net', 'https://acme.atlassian.net/wiki', false],
    ['https://api.atlassian.com/ex/jira/1', 'https://acme.atlassian.net', false],
    ['https://jira.acme.example', 'https://wiki.acme.example/confluence', false],
    ['https://acme.atlassian.net', 'https://wiki.acme.example', true],
    ['https://jira.acme.example', 'https://api.atlassian.com/ex/confluence/1', true],
    ['https://atlassian.net.acme.example', 'https://acme.atlassian.net', true],
  ])('%s and %s', (jira, confluence, expected) => {
    expect(differ(jira, confluence)).toBe(expected)
  })
})
