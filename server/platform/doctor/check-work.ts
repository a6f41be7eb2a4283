import { asSystem, type Db } from '../../storage/db.ts'
import { countLiveJobs } from '../jobs/index.ts'
import { ok, warning, type Finding } from './finding.ts'

const OLD_SECONDS = 300

/** Whether anybody works the queue off. */
export async function checkWork(db: Db): Promise<Finding[]> {
  const { ready, running, oldestSeconds } = await asSystem(db, countLiveJobs)
  const detail = `${ready} jobs are due, ${running} run.`
  if (oldestSeconds < OLD_SECONDS) return [ok('jobs', detail)]
  return [
    warning('jobs', {
      detail: `${detail} The oldest has been due for ${Math.round(oldestSeconds / 60)} min.`,
      mend: 'See that a server runs, and what its log says of jobs; GET /api/jobs shows what fails.',
    }),
  ]
}
