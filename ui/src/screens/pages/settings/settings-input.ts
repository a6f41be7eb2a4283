import type { Hierarchy, PageTaskSettings } from '../../../api/page-types.ts'

/** Settings as they are typed: lists and what is an object are texts. */
export interface TypedSettings extends Pick<
  PageTaskSettings,
  'taskIssueType' | 'doneStatus' | 'undoStatus' | 'completedTasks' | 'keepTasks' | 'vanished'
> {
  readonly parentIssueTypes: string
  readonly parentField: string
  readonly extraFields: string
  readonly linkName: string
  readonly linkServerId: string
  readonly likeness: string
  readonly hierarchy: Hierarchy['by']
  readonly linkType: string
  readonly direction: 'inward' | 'outward'
  readonly fieldId: string
  readonly template: string
}

export type SettingsProblem =
  | 'taskIssueType'
  | 'parentIssueTypes'
  | 'parentField'
  | 'extraFields'
  | 'doneStatus'
  | 'undoStatus'
  | 'link'
  | 'likeness'
  | 'linkType'
  | 'fieldId'
  | 'template'

export const HIERARCHIES = ['parent', 'epic-link', 'issue-link', 'custom-field', 'jql'] as const

const WHOLE = 100
const TENTHS = 1_000
const LEAST_LIKE = 30
const MOST_TYPES = 20
const MOST_FIELDS = 30

const EMPTY_HIERARCHY = { linkType: '', direction: 'outward', fieldId: '', template: '' } as const

export function typedOf(settings: PageTaskSettings): TypedSettings {
  const { taskIssueType, doneStatus, undoStatus, completedTasks, keepTasks, vanished } = settings
  const { applicationLink, extraFields } = settings
  const { by: hierarchy, ...ofHierarchy } = settings.hierarchy
  return {
    taskIssueType,
    doneStatus,
    undoStatus,
    completedTasks,
    keepTasks,
    vanished,
    parentIssueTypes: settings.parentIssueTypes.join(', '),
    parentField: settings.parentField ?? '',
    extraFields: Object.keys(extraFields).length === 0 ? '' : JSON.stringify(extraFields, undefined, 2),
    linkName: applicationLink?.name ?? '',
    linkServerId: applicationLink?.serverId ?? '',
    likeness: String(Math.round(settings.relinkThreshold * TENTHS) / (TENTHS / WHOLE)),
    ...EMPTY_HIERARCHY,
    ...ofHierarchy,
    hierarchy,
  }
}

export function readSettings(
  typed: TypedSettings,
): { readonly settings: PageTaskSettings } | { readonly problems: readonly SettingsProblem[] } {
  const parentIssueTypes = listIn(typed.parentIssueTypes)
  const extraFields = objectIn(typed.extraFields)
  const parentField = typed.parentField.trim()
  const link = { name: typed.linkName.trim(), serverId: typed.linkServerId.trim() }
  const likeness = Number(typed.likeness.trim() || Number.NaN)
  const checks: Readonly<Record<SettingsProblem, boolean>> = {
    taskIssueType: isName(typed.taskIssueType),
    parentIssueTypes:
      parentIssueTypes.length > 0 && parentIssueTypes.length <= MOST_TYPES && parentIssueTypes.every(isName),
    parentField: parentField === '' || isFieldId(parentField),
    extraFields: extraFields !== undefined,
    doneStatus: isName(typed.doneStatus),
    undoStatus: isName(typed.undoStatus),
    link: (link.name === '') === (link.serverId === ''),
    likeness: likeness >= LEAST_LIKE && likeness <= WHOLE,
    ...hierarchyChecks(typed),
  }
  const problems = (Object.keys(checks) as SettingsProblem[]).filter((name) => !checks[name])
  if (problems.length > 0 || extraFields === undefined) return { problems }
  const { completedTasks, keepTasks, vanished } = typed
  return {
    settings: {
      taskIssueType: typed.taskIssueType.trim(),
      parentIssueTypes,
      parentField: parentField || null,
      extraFields,
      doneStatus: typed.doneStatus.trim(),
      undoStatus: typed.undoStatus.trim(),
      completedTasks,
      keepTasks,
      applicationLink: link.name === '' ? null : link,
      relinkThreshold: likeness / WHOLE,
      hierarchy: hierarchyOf(typed),
      vanished,
    },
  }
}

/** What belongs to another way of hanging together is not looked at. */
function hierarchyChecks({ hierarchy, linkType, fieldId, template }: TypedSettings) {
  return {
    linkType: hierarchy !== 'issue-link' || isName(linkType),
    fieldId: hierarchy !== 'custom-field' || isFieldId(fieldId.trim()),
    template: hierarchy !== 'jql' || template.includes('{key}'),
  }
}

function hierarchyOf({ hierarchy: by, linkType, direction, fieldId, template }: TypedSettings): Hierarchy {
  if (by === 'issue-link') return { by, linkType: linkType.trim(), direction }
  if (by === 'custom-field') return { by, fieldId: fieldId.trim() }
  return by === 'jql' ? { by, template: template.trim() } : { by }
}

function listIn(text: string): readonly string[] {
  const parts = text.split(/[,\n]/).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const names = Object.keys(value)
    return names.length <= MOST_FIELDS && names.every(isFieldId) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function isName(text: string): boolean {
  return /^.{1,200}$/s.test(text.trim())
}

function isFieldId(text: string): boolean {
  return /^[a-z]\w{0,60}$/.test(text)
}
