SELECT count(*), min(ordered_on), max(ordered_on) FROM orders;
SELECT country, count(*) FROM orders GROUP BY country ORDER BY 2 DESC LIMIT 3;
SELECT p.category, sum(o.quantity * p.price) AS revenue
FROM orders o JOIN products p ON p.id = o.product_id
WHERE o.country = 'BR'
GROUP BY p.category ORDER BY revenue DESC;
BEGIN;
UPDATE products SET price = price * 1.1 WHERE category = 'light' RETURNING id, price;
ROLLBACK;
INSERT INTO customers VALUES (1, 'Twice', 'twice@example.com', 'BR');
INSERT INTO customers VALUES (501, 'Zé', 'ze@example.com', 'BR') RETURNING name;
\d orders
