/** What ClickUp documents, by the record that the body names. */
const TASK_EVENTS = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskPriorityUpdated',
  'taskStatusUpdated',
  'taskAssigneeUpdated',
  'taskDueDateUpdated',
  'taskTagUpdated',
  'taskMoved',
  'taskCommentPosted',
  'taskCommentUpdated',
  'taskTimeEstimateUpdated',
  'taskTimeTrackedUpdated',
] as const

const LIST_EVENTS = ['listCreated', 'listUpdated', 'listDeleted'] as const
const FOLDER_EVENTS = ['folderCreated', 'folderUpdated', 'folderDeleted'] as const
const SPACE_EVENTS = ['spaceCreated', 'spaceUpdated', 'spaceDeleted'] as const

export type TaskEvent = (typeof TASK_EVENTS)[number]
export type ListEvent = (typeof LIST_EVENTS)[number]
export type SpaceEvent = (typeof SPACE_EVENTS)[number]

export const CLICKUP_WEBHOOK_EVENTS: readonly string[] = [
  ...TASK_EVENTS,
  ...LIST_EVENTS,
  ...FOLDER_EVENTS,
  ...SPACE_EVENTS,
  'goalCreated',
  'goalUpdated',
  'goalDeleted',
  'keyResultCreated',
  'keyResultUpdated',
  'keyResultDeleted',
]
