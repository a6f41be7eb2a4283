import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../../server/shared/project-root.ts'
import { aFolder } from './databases.ts'

/** The first version with a schema that must be able to go on: migrations 0001 to 0007. */
const FIRST_RELEASE = '1af7f57c4f1c1534da30d4ad687992ecabb34178'

/** That version, built from the history with its own packages. */
export function buildFirstRelease(): { readonly mainFile: string; readonly drop: () => void } {
  const folder = aFolder()
  try {
    unpack(folder.path)
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder.path,
      stdio: 'pipe',
    })
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: folder.path, stdio: 'pipe' })
  } catch (error) {
    folder.drop()
    throw error
  }
  return { mainFile: join(folder.path, 'dist/server/main.js'), drop: folder.drop }
}

function unpack(folder: string): void {
  const archive = join(folder, 'first-release.tar')
  try {
    execFileSync('git', ['archive', '--output', archive, FIRST_RELEASE], { cwd: projectRoot, stdio: 'pipe' })
  } catch (error) {
    throw new Error(
      `this drill needs the project's git history with the commit ${FIRST_RELEASE}: run it in a full clone`,
      { cause: error },
    )
  }
  execFileSync('tar', ['-xf', archive, '-C', folder])
}
