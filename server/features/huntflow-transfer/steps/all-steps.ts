import type { StepName } from '../transfers/transfer.ts'
import { addNote } from './add-note.ts'
import { addToVacancy } from './add-to-vacancy.ts'
import { chooseResume } from './choose-resume.ts'
import { commentOnTask } from './comment-on-task.ts'
import { createApplicant } from './create-applicant.ts'
import { readTask } from './read-task.ts'
import type { Step } from './step.ts'
import { tagApplicant } from './tag-applicant.ts'
import { tagTask } from './tag-task.ts'
import { uploadResume } from './upload-resume.ts'

export const ALL_STEPS: Readonly<Record<StepName, Step>> = {
  'read-task': readTask,
  'choose-resume': chooseResume,
  'upload-resume': uploadResume,
  'create-applicant': createApplicant,
  'add-to-vacancy': addToVacancy,
  'add-note': addNote,
  'tag-applicant': tagApplicant,
  'comment-on-task': commentOnTask,
  'tag-task': tagTask,
}
