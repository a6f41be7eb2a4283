import { useState } from 'react'
import { PROJECT_MODES, type ProjectMode, type ProjectRunLine } from '../../../api/page-types.ts'
import { useList } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { ListMore } from '../../../kit/list-more.tsx'
import { RadioTicks } from '../../../kit/radio-ticks.tsx'
import { Empty, Failure, Loaded } from '../../../kit/states.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { useWatch } from '../../../kit/use-watch.ts'
import { isMoving, WATCH_MS } from '../pages-queries.ts'
import { StartGate } from '../start-gate.tsx'
import { readProject, type ProjectProblem, type TypedProject } from './project-input.ts'
import { ProjectTable } from './project-table.tsx'
import { useStartProject } from './use-start-project.ts'

/** Projects and their pages: planned here, and listed. */
export function Projects() {
  const runs = useList<ProjectRunLine>('project-runs', '/api/project-sync/runs', {})
  useWatch(runs.items?.some(isMoving) ? WATCH_MS : undefined, () => void runs.refetch())
  return (
    <>
      <p className="help narrow">{t('pages.project.help')}</p>
      <StartGate>
        <PlanForm />
      </StartGate>
      <Loaded query={{ ...runs, data: runs.items }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('pages.empty')}>
              <p>{t('pages.project.emptyHelp')}</p>
            </Empty>
          ) : (
            <ProjectTable runs={items} isComplete={!runs.hasNextPage} />
          )
        }
      </Loaded>
      <ListMore list={runs} />
    </>
  )
}

// What somebody has typed is there again when they come back from the plan.
let kept: TypedProject = { projectPageUrl: '', projectKey: '', mode: 'pages' }

function PlanForm() {
  const [typed, setTyped] = useState(kept)
  const [problems, setProblems] = useState<readonly ProjectProblem[]>([])
  const plan = useStartProject(true)
  const set = (part: Partial<TypedProject>): void => {
    kept = { ...typed, ...part }
    setTyped(kept)
    setProblems(problems.filter((name) => !(name in part)))
  }
  const submit = (form: HTMLFormElement): void => {
    const read = readProject(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('request' in read) plan.mutate(read.request)
    else requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  return (
    <form
      className="card stack narrow"
      noValidate
      aria-label={t('pages.project.start')}
      onSubmit={(event) => {
        event.preventDefault()
        submit(event.currentTarget)
      }}
    >
      <PlanFields typed={typed} problems={problems} set={set} />
      {plan.error && <Failure error={plan.error} />}
      <div className="row">
        <button type="submit" className="primary" disabled={plan.isPending}>
          {t('pages.project.plan')}
        </button>
        <span className="help grow">{t('pages.project.planHelp')}</span>
      </div>
    </form>
  )
}

interface PlanFieldsProps {
  readonly typed: TypedProject
  readonly problems: readonly ProjectProblem[]
  readonly set: (part: Partial<TypedProject>) => void
}

function PlanFields({ typed, problems, set }: PlanFieldsProps) {
  return (
    <>
      <TextField
        label={t('pages.project.page')}
        help={t('pages.project.pageHelp')}
        problem={problems.includes('projectPageUrl') ? t('pages.project.pageWrong') : undefined}
        value={typed.projectPageUrl}
        onChange={(projectPageUrl) => set({ projectPageUrl })}
        input={{
          className: 'mono',
          inputMode: 'url',
          spellCheck: false,
          placeholder: 'https://example.atlassian.net/wiki/spaces/ENG/pages/101/Project',
        }}
      />
      <TextField
        label={t('pages.project.key')}
        help={t('pages.project.keyHelp')}
        problem={problems.includes('projectKey') ? t('pages.project.keyWrong') : undefined}
        value={typed.projectKey}
        onChange={(projectKey) => set({ projectKey })}
        input={{ className: 'mono', spellCheck: false, maxLength: 100 }}
      />
      <RadioTicks<ProjectMode>
        label={t('pages.project.mode')}
        value={typed.mode}
        options={PROJECT_MODES.map((mode) => [
          mode,
          t(`pages.project.mode.${mode}`),
          t(`pages.project.modeHelp.${mode}`),
        ])}
        onChange={(mode) => set({ mode })}
      />
    </>
  )
}
