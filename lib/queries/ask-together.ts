/** A question that takes longer than this is no longer waited for by others: its connection may be dead. */
const overdue = 150

/**
 * One question for all who ask at about the same time. Whoever asks while it is under way waits for the next, until it
 * ends or is overdue: an answer is never older than the asking, and a question that hangs holds up nobody who comes later.
 */
export function askTogether<Question, Answer>(
  answerAll: (questions: readonly Question[]) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  let waiting: { questions: Question[]; answer: Promise<Answer> } | null = null
  let underWay: Promise<unknown> = Promise.resolve()

  return function ask(question) {
    if (waiting !== null) {
      waiting.questions.push(question)
      return waiting.answer
    }
    const questions = [question]
    const answer = underWay.then(() => {
      waiting = null
      const asked = answerAll(questions)
      underWay = endedOrOverdue(asked)
      return asked
    })
    waiting = { questions, answer }
    return answer
  }
}

function endedOrOverdue(asked: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, overdue)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    asked.then(end, end)
  })
}
