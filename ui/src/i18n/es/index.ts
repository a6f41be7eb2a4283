import common from './common.json'
import form from './form.json'
import answer from './answer.json'
import studio from './studio.json'
import dashboard from './dashboard.json'
import webhooks from './webhooks.json'
import jobs from './jobs.json'
import settings from './settings.json'
import time from './time.json'
import team from './team.json'
import kit from './kit.json'
import office from './office.json'
import clickup from './clickup.json'
import imports from './imports.json'
import transfers from './transfers.json'
import replies from './replies.json'
import upserts from './upserts.json'
import slack from './slack.json'
import pages from './pages.json'

export const texts = {
  ...common,
  ...form,
  ...answer,
  ...studio,
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
