/**
 * One question for all who ask at about the same time. Whoever asks while it is under way waits for the next: an answer
 * is never older than the asking.
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
      return answerAll(questions)
    })
    waiting = { questions, answer }
    underWay = answer.catch(() => undefined)
    return answer
  }
}
