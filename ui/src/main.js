import { api, forgetToken, Problem, tokenClaims, watchEvents } from './api.js'
import { refreshBootstrap, showBootstrap } from './bootstrap.js'
import { element, inBackground, showProblem } from './page.js'
import { showStudio } from './studio.js'

async function start() {
  const { theme, language } = tokenClaims()
  // DEFAULT says nothing: then the browser's own preference counts.
  if (String(theme).toLowerCase() === 'dark') document.documentElement.dataset['theme'] = 'dark'
  if (language) document.documentElement.lang = String(language).toLowerCase()
  try {
    await showWorkspace(await api('GET', '/api/session'))
  } catch (error) {
    if (!(error instanceof Problem) || error.problem.status !== 401) throw error
    if (tokenClaims().exp) showProblem(error)
    askForKey()
  }
}

async function showWorkspace(session) {
  element('sign-in').hidden = true
  element('workspace').textContent = session.workspace.name
  const status = element('status')
  status.hidden = session.addon === null
  status.textContent = session.addon === null ? '' : `add-on ${session.addon.status.toLowerCase()}`
  status.className = `chip ${session.addon?.status === 'ACTIVE' ? 'good' : 'bad'}`
  element('sign-out').hidden = tokenClaims().exp !== undefined
  element('sign-out').addEventListener('click', inBackground(signOut))
  await Promise.all([session.addon === null ? undefined : showBootstrap(session.actor.role), showStudio()])
  watchEvents((kind) => {
    if (kind === 'bootstrap') refreshBootstrap().catch(showProblem)
  }).catch(showProblem)
}

function askForKey() {
  forgetToken()
  const form = element('sign-in')
  form.hidden = false
  form.addEventListener('submit', inBackground(signIn))
}

async function signIn(event) {
  event.preventDefault()
  await api('POST', '/api/session', { apiKey: new FormData(event.target).get('apiKey') })
  location.reload()
}

async function signOut() {
  await api('DELETE', '/api/session')
  location.reload()
}

start().catch(showProblem)
