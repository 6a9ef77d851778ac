export * from 'recker-real';
export const createRedDbClient = () => {
  throw new Error('not installed');
};
