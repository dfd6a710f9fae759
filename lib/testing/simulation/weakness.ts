/**
 * A promise broken on purpose, to see that the referee notices: each stands for something the engine once did, or that
 * whoever changes it may come to do.
 */
export type Weakness =
  /** Some of a command's targets done is taken for none. */
  | 'some is none'
  /** What undo has to bring back is what a step usually finds. */
  | 'before is guessed'
  /** A request leaves without asking whether it still may. */
  | 'leaves unasked'
  /** An undo is done once it was asked for. */
  | 'undone when asked'
  /** Whatever a look sees is final, whatever may still arrive. */
  | 'every look is final'
  /** A statement on a connection to a server that vanished is waited for. */
  | 'waits for ever'
  /** A run is held back by whatever was ever stopped in its incident. */
  | 'stopped for ever'
  /** A target hides what it accepted for longer than its executor says. */
  | 'hides more than it says'
  /** A lease lasts as long as the database's clock says. */
  | 'trusts the lease'
