/** Where Slack's Web API lives, at /api below it; an environment may name another such place. */
export const slackEndpoint = 'https://slack.com'
