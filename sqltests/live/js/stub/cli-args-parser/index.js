const absent = () => {
  throw new Error('the command line of s3db.js is not installed');
};
export { absent as createCLI, absent as createParser };
export default {};
