import answer from './answer.json'
import dashboard from './dashboard.json'
import { texts as first } from './first.ts'
import form from './form.json'
import jobs from './jobs.json'
import kit from './kit.json'
import office from './office.json'
import settings from './settings.json'
import team from './team.json'
import time from './time.json'
import webhooks from './webhooks.json'
import clickup from './clickup.json'
import imports from './imports.json'
import transfers from './transfers.json'
import replies from './replies.json'
import upserts from './upserts.json'
import slack from './slack.json'
import pages from './pages.json'

export const texts = {
  ...first,
  ...form,
  ...answer,
  ...dashboard,
  ...webhooks,
  ...jobs,
  ...settings,
  ...time,
  ...team,
  ...office,
  ...kit,
  ...clickup,
  ...imports,
  ...transfers,
  ...replies,
  ...upserts,
  ...slack,
  ...pages,
}
